/**
 * All that writes, to be loaded at once.
 *
 * @module
 */
export { existingNames, FormWriter } from "./document.ts";
export { fillForm } from "./fill.ts";
export { keepForm, openForm, openInput, writeDocument } from "./stored.ts";
