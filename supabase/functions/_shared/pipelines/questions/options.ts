/**
 * What a user can ask of the pipeline.
 *
 * @module
 */
import { z } from "zod";
import { OcrLanguages } from "../../documents/ocr/languages.ts";

export const QuestionsOptions = z.object({
  pages: z.string().trim().max(1000)
    .regex(/^$|^\d+(\s*-\s*\d*)?(\s*,\s*\d+(\s*-\s*\d*)?)*$/, "Give pages as in 1-3, 7, 12-")
    .default("")
    .meta({ title: "Pages", description: "Such as 1-3, 7, 12-. Empty: all pages. Leave out covers and answer keys." }),
  subject: z.string().trim().max(60).default("")
    .meta({ title: "Subject", description: "What the worksheet is about, where its words do not tell." }),
  languages: OcrLanguages,
  llm: z.enum(["auto", "off"]).default("auto")
    .meta({
      title: "Language model",
      description: "auto: tags by a model, where one is configured. off: nothing leaves the system.",
    }),
  password: z.string().max(127).default("")
    .meta({
      title: "Password",
      description: "Opens an encrypted PDF. It is forgotten when the job ends.",
      editor: "secret",
    }),
});
export type QuestionsOptions = z.infer<typeof QuestionsOptions>;
