-- Ways in for other programs: tokens, requests sent twice, and what is told to them.
create table api_token (
  id uuid primary key,
  name text not null,
  -- the part of the token that may be shown: it is found by it
  prefix text not null unique,
  -- sha256 of the whole token
  token_hash text not null,
  -- permissions of domain/permissions.ts
  scopes jsonb not null,
  -- whose work it does: it may never do more than this person's role
  reviewer_id uuid not null references reviewer (id),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by uuid references reviewer (id)
);
create index api_token_made on api_token (created_at, id);

-- A request with an Idempotency-Key: claimed before it is carried out, answered again from here.
create table kept_request (
  actor text not null,
  key text not null,
  -- sha256 of method, address, kind and body
  request_hash text not null,
  asked_at timestamptz not null,
  -- null: under way, or its process died
  status integer,
  -- what else the answer says of itself: content type, location
  headers jsonb,
  -- AES-256-GCM; null where the answer showed a secret
  answer bytea,
  primary key (actor, key)
);
create index kept_request_age on kept_request (asked_at);

create table webhook_endpoint (
  id uuid primary key,
  url text not null,
  description text not null,
  -- kinds of domain/webhooks.ts
  kinds jsonb not null,
  -- AES-256-GCM; see adapters/vault.ts
  secret bytea not null,
  -- signs beside the new one until then
  old_secret bytea,
  old_secret_until timestamptz,
  -- null: events are sent
  disabled_at timestamptz,
  disabled_why text,
  version integer not null default 1,
  created_by uuid not null references reviewer (id),
  created_at timestamptz not null,
  deleted_at timestamptz
);
create index webhook_endpoint_made on webhook_endpoint (created_at, id);

-- Facts that somebody listens to; ids only. Written by the transaction that makes the fact.
create table webhook_event (
  id uuid primary key,
  kind text not null,
  happened_at timestamptz not null,
  data jsonb not null
);

create table webhook_delivery (
  id uuid primary key,
  event_id uuid not null references webhook_event (id),
  endpoint_id uuid not null references webhook_endpoint (id),
  state text not null check (state in ('pending', 'delivered', 'dead')),
  -- tries since it was made or replayed; each fences what is written for it
  tries integer not null default 0,
  available_at timestamptz not null,
  created_at timestamptz not null,
  tried_at timestamptz,
  delivered_at timestamptz,
  -- what the last try met: an HTTP status, or a word such as timeout
  status integer,
  fault text,
  unique (event_id, endpoint_id)
);
create index webhook_delivery_pending on webhook_delivery (available_at) where state = 'pending';
create index webhook_delivery_made on webhook_delivery (created_at, id);
create index webhook_delivery_dead on webhook_delivery (created_at, id) where state = 'dead';

-- Whoever writes the fact, and wherever: the event is in the same transaction. Costs one small look-up while nobody listens.
create function tell_webhooks(kind text, at timestamptz, data jsonb) returns void language plpgsql as $$
declare
  event uuid;
begin
  if not exists (select 1 from webhook_endpoint e where e.disabled_at is null and e.deleted_at is null and e.kinds ? kind) then
    return;
  end if;
  event := gen_random_uuid();
  -- A fact without a time of its own is told all the same: nothing here may stop it.
  insert into webhook_event (id, kind, happened_at, data) values (event, kind, coalesce(at, now()), data);
  insert into webhook_delivery (id, event_id, endpoint_id, state, available_at, created_at)
    select gen_random_uuid(), event, e.id, 'pending', coalesce(at, now()), coalesce(at, now()) from webhook_endpoint e
    where e.disabled_at is null and e.deleted_at is null and e.kinds ? kind;
end $$;

create function tell_work_item() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('work-item.answered', new.ended_at,
    jsonb_build_object('workItem', new.id, 'kind', new.kind, 'portal', new.portal, 'claim', new.claim_id, 'appointment', new.appointment_id));
  return null;
end $$;
create trigger tell_work_item after update on work_item for each row
  when (new.state = 'done' and old.state <> 'done') execute function tell_work_item();

create function tell_review_item() returns trigger language plpgsql as $$
begin
  if new.resolution is null then
    perform tell_webhooks('review-item.opened', new.opened_at,
      jsonb_build_object('reviewItem', new.id, 'code', new.code, 'portal', new.portal, 'workItem', new.work_item_id, 'remittance', new.document_id));
  else
    perform tell_webhooks('review-item.resolved', new.resolved_at,
      jsonb_build_object('reviewItem', new.id, 'code', new.code, 'portal', new.portal, 'workItem', new.work_item_id, 'remittance', new.document_id,
        'resolution', new.resolution));
  end if;
  return null;
end $$;
create trigger tell_review_item_opened after insert on review_item for each row
  when (new.resolution is null) execute function tell_review_item();
create trigger tell_review_item_resolved after update on review_item for each row
  when (new.resolution is not null and old.resolution is null) execute function tell_review_item();

create function tell_posting() returns trigger language plpgsql as $$
begin
  perform tell_webhooks('remittance.posted', new.posted_at,
    jsonb_build_object('posting', new.id, 'payment', new.payment_id, 'part', new.part,
      'remittance', (select p.document_id from payment p where p.id = new.payment_id)));
  return null;
end $$;
create trigger tell_posting after insert on posting for each row execute function tell_posting();

create function tell_pause() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'login' then
    perform tell_webhooks('login.paused', new.paused_at, jsonb_build_object('login', new.id, 'portal', new.portal, 'code', new.paused_code));
  else
    perform tell_webhooks('portal.paused', new.paused_at, jsonb_build_object('portal', new.portal, 'code', new.paused_code));
  end if;
  return null;
end $$;
create trigger tell_login_paused after update on login for each row
  when (new.paused_code is not null and old.paused_code is null) execute function tell_pause();
create trigger tell_portal_paused after update on portal_health for each row
  when (new.paused_code is not null and old.paused_code is null) execute function tell_pause();
create trigger tell_portal_stopped after insert on portal_health for each row
  when (new.paused_code is not null) execute function tell_pause();
