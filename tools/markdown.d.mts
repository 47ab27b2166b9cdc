export declare function table(heads: readonly string[], rows: readonly (readonly string[])[]): string
export declare function replaceBetween(
  page: string,
  place: { readonly file: string; readonly writer: string; readonly what: string },
  text: string,
): string
export declare function rewrite(file: string, change: (page: string) => string): void
