import * as tf from '../../tf'
import { loadPackage } from '../packages'
import { isSoftwareName } from '../softwareAdapter'
import { activateTfjs, releaseTfjs } from '../tfjsBackends'
import type { BackendCandidate } from './types'

function openContext(): WebGL2RenderingContext | null {
  if (typeof OffscreenCanvas !== 'undefined') return new OffscreenCanvas(1, 1).getContext('webgl2')
  if (typeof document !== 'undefined') return document.createElement('canvas').getContext('webgl2')
  return null
}

let device = 'graphics processor'
let software = false

export const webgl: BackendCandidate = {
  name: 'webgl',
  title: 'WebGL',
  advantage: 'WebGL is the fastest that runs here: neither WebGPU nor WebAssembly does.',
  async probe() {
    const gl = openContext()
    if (gl === null) {
      return {
        ok: false,
        reason: 'This browser gives the page no WebGL 2: turn on hardware acceleration in its settings.',
      }
    }
    // Gradients need a larger range than half floats have.
    const rendersFloats = gl.getExtension('EXT_color_buffer_float') !== null
    const info = gl.getExtension('WEBGL_debug_renderer_info')
    device = String(gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL))
    software = isSoftwareName(device)
    // Browsers limit the number of contexts.
    gl.getExtension('WEBGL_lose_context')?.loseContext()
    if (!rendersFloats) {
      return { ok: false, reason: `WebGL on ${device} has no 32-bit floats, which gradients need.` }
    }
    return { ok: true, device, software }
  },
  async activate() {
    await loadPackage('webgl')
    // tfjs otherwise refuses a context that the browser calls slow.
    if (software) tf.env().set('SOFTWARE_WEBGL_ENABLED', true)
    await activateTfjs('webgl')
    return device
  },
  release: () => releaseTfjs('webgl'),
}
