import assert from "node:assert/strict";
import { allAt, readXml, textAt, XmlError } from "./tree.ts";

Deno.test("elements are found by their names without prefixes", () => {
  const root = readXml(
    '<?xml version="1.0"?><a:A xmlns:a="urn:a"><b:B x="1"> y &amp; &#x7A; </b:B><C/><B><![CDATA[<z>]]></B></a:A>',
  );
  assert.deepEqual([root.name, root.children.map(({ name }) => name)], ["A", ["B", "C", "B"]]);
  assert.equal(textAt(root, "B"), "y & z");
  assert.deepEqual(allAt(root, "B|C").map(({ text, attributes }) => [text, attributes["x"]]), [
    ["y & z", "1"],
    ["", undefined],
    ["<z>", undefined],
  ]);
  assert.equal(textAt(root, "B", "C"), undefined);
});

for (
  const [what, text] of [
    ["a document type with entities", '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ["entities in entities", '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
    ["a thousand elements within one another", "<a>".repeat(1000) + "</a>".repeat(1000)],
    ["elements without number", `<a>${"<b/>".repeat(100_001)}</a>`],
    ["an element without an end", "<a><b></b>"],
    ["no element", "just words"],
  ] as const
) {
  Deno.test(`what holds ${what} is refused`, () => {
    assert.throws(() => readXml(text), XmlError);
  });
}

Deno.test("an entity that nobody has declared stays as it is", () => {
  assert.equal(readXml("<a>&secret;</a>").text, "&secret;");
});
