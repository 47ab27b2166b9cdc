import type { Plugin } from 'vite'

/** Leaves out the colour scales of d3 that the page does not use. */
export const unusedColorScales: () => Plugin
