/** @file Every backend. A new one: its file, its name in `BACKEND_NAMES`, and its line here (which the compiler asks for). */
import type { BackendName } from '../types'
import { cpu } from './cpu'
import type { BackendCandidate } from './types'
import { wasm } from './wasm'
import { webgl } from './webgl'
import { webgpu } from './webgpu'

export const CANDIDATES: Readonly<Record<BackendName, BackendCandidate>> = { webgpu, wasm, webgl, cpu }
