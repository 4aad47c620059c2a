-- A person arranges the pages of a scan: each part becomes a document of its own, that names the file and its pages in it.
-- What was read before stays as it was, set aside.

-- arranged: set aside, its pages are read in other documents; nothing of it is in the ledger.
alter table remittance_document
  -- the document that was taken in with the file; null: this is it
  add column file_id uuid references remittance_document (id),
  drop constraint remittance_document_state_check,
  add constraint remittance_document_state_check
    check (state in ('received', 'reading', 'read', 'posted', 'review', 'failed', 'refused', 'arranged')),
  -- of a part, sha256 is of the file's hash and its list of pages: the same part is there once
  drop constraint remittance_document_sha256_key;
create unique index remittance_document_sha256 on remittance_document (sha256) where state <> 'arranged';
create index remittance_document_file on remittance_document (file_id) where file_id is not null;

alter table remittance_page
  -- of a part: the page of the file that it is; null: the same
  add column file_page integer,
  -- clockwise quarter turns, as a person set them; null: found out
  add column turn smallint check (turn in (0, 90, 180, 270));

-- One picture may stand in several documents of a file.
create index remittance_page_image on remittance_page (image_file) where image_file is not null;

-- withdrawn: its pages were arranged anew before anything of it was posted.
alter table payment
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in ('posted', 'part', 'held', 'attached', 'withdrawn')),
  add check (state <> 'withdrawn' or (identity is null and same_as is null));

-- Each arrangement of a file, from 1; there is none before a person made one.
create table page_arrangement (
  file_id uuid not null references remittance_document (id),
  number integer not null,
  -- [{documentId, pages: [{page, turn}]}]
  parts jsonb not null,
  -- pages of the file that are in no part
  left_out jsonb not null,
  arranged_by uuid not null references reviewer (id),
  arranged_at timestamptz not null,
  primary key (file_id, number)
);
