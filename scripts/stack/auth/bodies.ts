/**
 * What requests to Auth carry.
 *
 * @module
 */
import { z } from "zod";
import { invalid } from "./errors.ts";
import type { Metadata } from "./users.ts";

const metadata = z.record(z.string(), z.json()).transform((value) => value as Metadata);
const email = z.string().regex(/^[^\s@]+@[^\s@]+$/, "Unable to validate email address: invalid format");
const challenge = {
  code_challenge: z.string().nullish(),
  code_challenge_method: z.string().nullish(),
};

export const SignUp = z.object({
  email: email.nullish(),
  phone: z.string().nullish(),
  password: z.string().nullish(),
  data: metadata.nullish(),
  ...challenge,
});
export const PasswordGrant = z.object({
  email: z.string().optional(),
  phone: z.string().optional(),
  password: z.string(),
});
export const RefreshGrant = z.object({ refresh_token: z.string() });
export const CodeGrant = z.object({ auth_code: z.string(), code_verifier: z.string() });
export const Otp = z.object({ email, create_user: z.boolean().default(true), data: metadata.nullish(), ...challenge });
export const Recover = z.object({ email, ...challenge });
export const Resend = z.object({ email, type: z.enum(["signup", "email_change"]) });
export const Verify = z.object({
  type: z.string(),
  email: z.string().optional(),
  token: z.string().optional(),
  token_hash: z.string().optional(),
});
export const UserUpdate = z.object({
  email: email.optional(),
  password: z.string().optional(),
  data: metadata.optional(),
});
export const AdminUser = z.object({
  id: z.uuid().optional(),
  email: email.optional(),
  phone: z.string().optional(),
  password: z.string().optional(),
  email_confirm: z.boolean().optional(),
  user_metadata: metadata.optional(),
  app_metadata: metadata.optional(),
  role: z.string().optional(),
  ban_duration: z.string().optional(),
});
export const Invite = z.object({ email, data: metadata.nullish() });
export const GenerateLink = z.object({
  type: z.enum(["signup", "invite", "magiclink", "recovery", "email_change_current", "email_change_new"]),
  email,
  new_email: email.optional(),
  password: z.string().optional(),
  data: metadata.nullish(),
  redirect_to: z.string().nullish(),
});

/** @throws AuthError (400) that says what is wrong with the body */
export async function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  const text = await request.text();
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch {
    throw invalid("Could not read request body as JSON");
  }
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalid(issue!.message.startsWith("Unable") ? issue!.message : `${issue!.path.join(".")}: ${issue!.message}`);
}
