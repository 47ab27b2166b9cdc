import type { Plugin } from 'vite'

/** Has zod make no function from text. */
export const zodWithoutEval: () => Plugin
