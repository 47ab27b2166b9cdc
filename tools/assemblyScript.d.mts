import type { Plugin } from 'vite'

/** Gives imports with `?assembly=` the WebAssembly that AssemblyScript makes of them. */
export function assemblyScript(): Plugin
