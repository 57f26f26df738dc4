import { type Kysely, sql } from 'kysely';

/** Passwords, what apps have registered, tokens that can be listed and revoked, OAuth 2 and limits on guessing. */
export const accounts = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

/** An id in the form of ours, for rows that are there already. */
const RANDOM_ID = "substr(replace(gen_random_uuid()::text, '-', ''), 1, 24)";

const STATEMENTS = [
  'alter table users add column password_hash text',
  'create unique index users_by_username on users (lower(username))',
  `alter table apps
    add column id text not null unique default ${RANDOM_ID},
    add column redirect_uris text[] not null default '{}',
    add column allowed_origins text[] not null default '{}'`,
  'alter table apps alter column id drop default',
  `alter table user_tokens
    add column id text not null unique default ${RANDOM_ID},
    add column app_id text references apps (id) on delete cascade,
    add column last_used_at timestamptz not null default now()`,
  'alter table user_tokens alter column id drop default',
  'create index user_tokens_by_user on user_tokens (user_id, last_used_at)',
  `create table sign_in_sessions (
    session_hash bytea primary key,
    user_id text not null references users on delete cascade,
    expires_at timestamptz not null
  )`,
  'create index sign_in_sessions_by_expiry on sign_in_sessions (expires_at)',
  `create table authorization_codes (
    code_hash bytea primary key,
    app_id text not null references apps (id) on delete cascade,
    user_id text not null references users on delete cascade,
    redirect_uri text not null,
    challenge text not null,
    expires_at timestamptz not null,
    token_hash bytea
  )`,
  'create index authorization_codes_by_expiry on authorization_codes (expires_at)',
  `create table attempt_limits (
    subject bytea primary key,
    used_up_until timestamptz not null
  )`,
  'create index attempt_limits_by_time on attempt_limits (used_up_until)',
  // The app of the page that every server shows. Its key is no secret (it stands in the page), so it works in
  // browsers from the server's own origin only.
  `insert into apps (id, key_hash, name, allowed_origins)
    values (${RANDOM_ID}, sha256('tiepoint_web'), 'Tiepoint in the browser', '{self}')`,
];
