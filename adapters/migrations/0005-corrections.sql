-- What people changed of what was read: as it stood before and after. The reading itself takes the corrected values.
create table correction (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- `reviewer:<id>`
  actor text not null,
  review_item_id uuid not null,
  document_id uuid not null,
  -- JSON pointer into the document as it stood before
  pointer text not null,
  -- null: nothing was stated there
  before jsonb,
  -- null: it was taken out, or is not stated
  after jsonb
);
create index correction_document on correction (document_id);

create function correction_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'Corrections are only ever added.';
end $$;
create trigger correction_is_kept before update or delete or truncate on correction for each statement execute function correction_is_kept();
