/** The flags for WebGPU on the CPU and silence on the network. */
export const chromiumArgs: string[]
/** The path of a Chromium on this computer, or null. */
export function findChromium(): string | null
/** The path of a Chromium that starts, installed where there is none. */
export function ensureChromium(): Promise<string>
