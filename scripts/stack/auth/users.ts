/**
 * Users and their identities.
 *
 * @module
 */
import type postgres from "postgres";
import { AuthError } from "./errors.ts";

/** Anything that queries can be put to: the pool, or a transaction. */
export type Sql = postgres.Sql | postgres.TransactionSql;

export type Metadata = Record<string, postgres.JSONValue>;

export interface UserRow {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  phone: string | null;
  encrypted_password: string | null;
  email_confirmed_at: string | null;
  phone_confirmed_at: string | null;
  confirmed_at: string | null;
  invited_at: string | null;
  confirmation_sent_at: string | null;
  recovery_sent_at: string | null;
  email_change: string | null;
  email_change_sent_at: string | null;
  last_sign_in_at: string | null;
  raw_app_meta_data: Metadata | null;
  raw_user_meta_data: Metadata | null;
  banned_until: string | null;
  created_at: string;
  updated_at: string;
  is_anonymous: boolean;
}

interface IdentityRow {
  id: string;
  user_id: string;
  provider: string;
  provider_id: string;
  identity_data: Metadata;
  email: string | null;
  last_sign_in_at: string | null;
  created_at: string;
  updated_at: string;
}

/** A user as the API gives it. */
export type UserJson = Record<string, unknown> & { id: string };

export interface NewUser {
  id?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  password?: string | undefined;
  userMetadata?: Metadata | undefined;
  appMetadata?: Metadata | undefined;
  role?: string | undefined;
  confirmed: boolean;
}

export const normalEmail = (email: string): string => email.trim().toLowerCase();

export async function findUser(sql: Sql, id: string): Promise<UserRow | undefined> {
  return (await sql<UserRow[]>`select * from auth.users where id = ${id}`)[0];
}

export async function findUserByEmail(sql: Sql, email: string): Promise<UserRow | undefined> {
  return (await sql<UserRow[]>`select * from auth.users where email = ${normalEmail(email)} and not is_sso_user`)[0];
}

export async function requireUser(sql: Sql, id: string): Promise<UserRow> {
  const user = isUuid(id) ? await findUser(sql, id) : undefined;
  if (user === undefined) throw new AuthError(404, "user_not_found", "User not found");
  return user;
}

function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** @throws AuthError when the address belongs to somebody */
export async function createUser(sql: Sql, user: NewUser): Promise<UserRow> {
  const id = user.id ?? crypto.randomUUID();
  const email = user.email === undefined ? null : normalEmail(user.email);
  const anonymous = email === null && user.phone === undefined;
  const provider = anonymous ? {} : { provider: "email", providers: ["email"] };
  try {
    const [row] = await sql<UserRow[]>`
      insert into auth.users (
        instance_id, id, aud, role, email, phone, encrypted_password, email_confirmed_at, raw_app_meta_data,
        raw_user_meta_data, created_at, updated_at, is_anonymous
      ) values (
        '00000000-0000-0000-0000-000000000000', ${id}, 'authenticated', ${user.role ?? "authenticated"}, ${email},
        ${user.phone ?? null}, ${await hashPassword(sql, user.password)},
        ${email !== null && user.confirmed ? sql`now()` : null}, ${sql.json({ ...provider, ...user.appMetadata })},
        ${sql.json(identityData(id, email, user.confirmed, user.userMetadata, anonymous))}, now(), now(), ${anonymous}
      ) returning *`;
    if (email !== null) await addEmailIdentity(sql, id, email, user.confirmed, user.userMetadata);
    return row!;
  } catch (error) {
    if ((error as { code?: string }).code === "23505") {
      throw new AuthError(422, "email_exists", "A user with this email address has already been registered");
    }
    throw error;
  }
}

function identityData(
  id: string,
  email: string | null,
  confirmed: boolean,
  metadata: Metadata | undefined,
  anonymous: boolean,
): Metadata {
  if (anonymous || email === null) return { ...metadata };
  return { ...metadata, sub: id, email, email_verified: confirmed, phone_verified: false };
}

/** The identity that stands for signing in by this address; an older one is replaced. */
export async function addEmailIdentity(
  sql: Sql,
  userId: string,
  email: string,
  confirmed: boolean,
  metadata: Metadata = {},
): Promise<void> {
  const data = sql.json(identityData(userId, email, confirmed, metadata, false));
  await sql`
    insert into auth.identities (provider_id, user_id, identity_data, provider, last_sign_in_at, created_at, updated_at)
    values (${userId}, ${userId}, ${data}, 'email', now(), now(), now())
    on conflict (provider_id, provider) do update set identity_data = excluded.identity_data, updated_at = now()`;
}

/** Bcrypt, as GoTrue: 10 rounds. No password, no hash. */
export async function hashPassword(sql: Sql, password: string | undefined): Promise<string | null> {
  if (password === undefined) return null;
  const [row] = await sql<{ hash: string }[]>`
    select extensions.crypt(${password}, extensions.gen_salt('bf', 10)) as hash`;
  return row!.hash;
}

export async function passwordFits(sql: Sql, user: UserRow, password: string): Promise<boolean> {
  if (!user.encrypted_password) return false;
  const [row] = await sql<{ fits: boolean }[]>`
    select extensions.crypt(${password}, ${user.encrypted_password}) = ${user.encrypted_password} as fits`;
  return row!.fits;
}

export async function userJson(sql: Sql, user: UserRow): Promise<UserJson> {
  const identities = await sql<IdentityRow[]>`
    select * from auth.identities where user_id = ${user.id} order by created_at`;
  return toJson(user, identities);
}

/** Several users with one query for their identities. */
export async function usersJson(sql: Sql, users: UserRow[]): Promise<UserJson[]> {
  const identities = await sql<IdentityRow[]>`
    select * from auth.identities where user_id in ${sql(users.map((user) => user.id).concat(crypto.randomUUID()))}`;
  return users.map((user) => toJson(user, identities.filter((identity) => identity.user_id === user.id)));
}

function toJson(user: UserRow, identities: IdentityRow[]): UserJson {
  const dates = {
    email_confirmed_at: user.email_confirmed_at,
    phone_confirmed_at: user.phone_confirmed_at,
    confirmation_sent_at: user.confirmation_sent_at,
    confirmed_at: user.confirmed_at,
    recovery_sent_at: user.recovery_sent_at,
    new_email: user.email_change || null,
    email_change_sent_at: user.email_change_sent_at,
    invited_at: user.invited_at,
    last_sign_in_at: user.last_sign_in_at,
    banned_until: user.banned_until,
  };
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? "",
    phone: user.phone ?? "",
    ...Object.fromEntries(Object.entries(dates).filter(([, value]) => value !== null)),
    app_metadata: user.raw_app_meta_data ?? {},
    user_metadata: user.raw_user_meta_data ?? {},
    identities: identities.map((identity) => ({ identity_id: identity.id, ...identity, id: identity.provider_id })),
    created_at: user.created_at,
    updated_at: user.updated_at,
    is_anonymous: user.is_anonymous,
  };
}
