/** A name that the glossary explains, or one with a sentence of its own, such as a setting's. */
export type Explained = string | { readonly name: string; readonly help: string | undefined }
