-- What a person may do: domain/permissions.ts. People of before could do everything, and keep that.
alter table reviewer add column role text not null default 'administrator'
  check (role in ('biller', 'supervisor', 'administrator', 'auditor'));
alter table reviewer alter column role drop default;
