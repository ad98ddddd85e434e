/**
 * Signed URLs: a token that lets whoever holds it fetch, or upload, one object until it expires.
 *
 * @module
 */
import { jwtVerify } from "jose";
import type { Keys } from "../keys.ts";
import { StorageError } from "./errors.ts";

/** Seconds, as hosted. */
const UPLOAD_VALIDITY = 2 * 3600;

export interface UploadGrant {
  owner: string | undefined;
  upsert: boolean;
}

/** Signs and checks the tokens of signed URLs. */
export class UrlSigner {
  readonly #secret: Uint8Array;

  constructor(private readonly keys: Keys) {
    this.#secret = new TextEncoder().encode(keys.jwtSecret);
  }

  /** @param validity seconds */
  forDownload(bucket: string, name: string, validity: number): Promise<string> {
    return this.#sign({ url: `${bucket}/${name}`, scope: "download" }, validity);
  }

  forUpload(bucket: string, name: string, grant: UploadGrant): Promise<string> {
    return this.#sign({ url: `${bucket}/${name}`, scope: "upload", ...grant }, UPLOAD_VALIDITY);
  }

  /** @throws StorageError when the token is not ours, has expired, or is for something else */
  async checkDownload(token: string, bucket: string, name: string): Promise<{ expires: Date }> {
    const claims = await this.#check(token, "download", bucket, name);
    return { expires: new Date(Number(claims.exp) * 1000) };
  }

  /** @throws StorageError when the token is not ours, has expired, or is for something else */
  async checkUpload(token: string, bucket: string, name: string): Promise<UploadGrant> {
    const claims = await this.#check(token, "upload", bucket, name);
    return { owner: claims.owner as string | undefined, upsert: claims.upsert === true };
  }

  #sign(claims: Record<string, unknown>, validity: number): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return this.keys.signWithSecret({ ...claims, iat: now, exp: now + validity });
  }

  async #check(token: string, scope: "download" | "upload", bucket: string, name: string) {
    const claims = await jwtVerify(token, this.#secret, { algorithms: ["HS256"] }).then(
      ({ payload }) => payload,
      (error: Error) => {
        throw new StorageError(400, "InvalidJWT", error.message);
      },
    );
    if (claims.scope !== scope) throw new StorageError(400, "InvalidSignature", `Token is not scoped for ${scope}`);
    if (claims.url !== `${bucket}/${name}`) throw new StorageError(400, "InvalidSignature", "Invalid signature");
    return claims;
  }
}
