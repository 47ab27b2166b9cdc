import type { Plugin } from 'vite'

/** Leaves JSON Schema out of zod. */
export const zodWithoutEval: () => Plugin
