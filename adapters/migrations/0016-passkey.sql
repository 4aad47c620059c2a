-- how many passkey questions were begun: each has a stretch of the sign counter of its own, so that it never goes back
alter table login add column passkey_uses integer not null default 0;
-- the portal refused it: it is not tried again until another is stored, or a person has signed in by hand
alter table login add column passkey_refused boolean not null default false;
