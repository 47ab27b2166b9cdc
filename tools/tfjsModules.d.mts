export const TFJS_MODULES: readonly string[]
export const TFJS_IN_NODE: Readonly<Record<string, string>>
