import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import { type PDFDict, PDFDocument, PDFName, PDFRawStream } from "@cantoo/pdf-lib";
import { checkStreams } from "./guard.ts";

const ALGORITHMS = ["RC4-40", "RC4-128", "AES-128", "AES-256"] as const;
/** What the guard refuses when it sees it. */
const BOMB = "q ".repeat(100_000);

interface Encryption {
  readonly algorithm?: typeof ALGORITHMS[number];
  readonly userPassword?: string;
  readonly useObjectStreams?: boolean;
}

/** A page whose content is a bomb, packed and encrypted. */
async function bomb(encryption: Encryption): Promise<Uint8Array<ArrayBuffer>> {
  const { algorithm = "AES-256", userPassword = "sesame", useObjectStreams = true } = encryption;
  const pdf = await PDFDocument.create();
  const content = deflateSync(new TextEncoder().encode(BOMB));
  const dictionary = pdf.context.obj({ Length: content.length, Filter: "FlateDecode" }) as PDFDict;
  pdf.addPage().node.set(PDFName.of("Contents"), pdf.context.register(PDFRawStream.of(dictionary, content)));
  pdf.encrypt({ userPassword, ownerPassword: "moon", algorithm, allowWeakCryptography: true });
  return new Uint8Array(await pdf.save({ useObjectStreams }));
}

for (const algorithm of ALGORITHMS) {
  Deno.test(`what is encrypted by ${algorithm} is looked into with the user's password, and with the owner's`, async () => {
    for (const useObjectStreams of [true, false]) {
      const data = await bomb({ algorithm, useObjectStreams });
      for (const password of ["sesame", "moon"]) {
        assert.throws(() => checkStreams(data, "a.pdf", password), { type: "too_complex" }, password);
      }
    }
  });
}

Deno.test("what opens without a password is looked into without one", async () => {
  for (const algorithm of ALGORITHMS) {
    const data = await bomb({ algorithm, userPassword: "" });
    assert.throws(() => checkStreams(data, "a.pdf"), { type: "too_complex" }, algorithm);
  }
});

Deno.test("a password may have letters of any script", async () => {
  const userPassword = "Schlüssel 鍵";
  const data = await bomb({ userPassword });
  assert.throws(() => checkStreams(data, "a.pdf", userPassword), { type: "too_complex" });
});

Deno.test("with a wrong password nothing is seen, and nothing goes wrong: opening the file will tell", async () => {
  for (const algorithm of ALGORITHMS) {
    const data = await bomb({ algorithm });
    for (const password of ["", "guess"]) assert.equal(checkStreams(data, "a.pdf", password).at, data.length);
  }
});

Deno.test("a file whose encryption is damaged in any way is looked at without an error of its own", async () => {
  const whole = await bomb({ useObjectStreams: false }), text = new TextDecoder("latin1").decode(whole);
  const start = text.lastIndexOf("/Filter/Standard".replace("/Filter", "/Filter ")) - 600;
  for (let at = Math.max(0, start); at < text.length; at += 3) {
    const data = whole.slice();
    data.fill("1".charCodeAt(0), at, at + 5);
    try {
      checkStreams(data, "a.pdf", "sesame");
    } catch (error) {
      assert.equal((error as { type?: string }).type, "too_complex", `damaged at ${at}`);
    }
  }
});

Deno.test("what only looks like an encrypted file is looked at as it is", () => {
  const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  for (const trailer of ["/Encrypt", "/Encrypt 9 0 R", "/Encrypt<</V 5/R 6/U(a)/O(b)>>", "/Encrypt 1 0 R/ID[<"]) {
    const data = latin(
      `%PDF-1.4\n1 0 obj\n<</V 2/R 3/O(\\1\\)/U<zz>>>\nendobj\n2 0 obj<<>>\nstream\n${BOMB}\nendstream\ntrailer<<${trailer}`,
    );
    assert.throws(() => checkStreams(data, "a.pdf"), { type: "too_complex" }, trailer);
  }
});
