/** @file Activations and their derivatives in WGSL: those of architectures/activations, for vectors of four. */
import type { ActivationName } from '../../architectures/activationNames'
import * as tf from '../../tf'

const { ERF_P, ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5 } = tf.backend_util

/** Below this, exp is negligible beside 1 in float32, and exp of its negative does not overflow. */
const FAR = 80

/** Of every activation: `activate(z)`, which gives value and slope. */
const BODIES: Readonly<Record<ActivationName, string>> = {
  relu: 'return Activated(max(z, vec4f()), select(vec4f(), vec4f(1), z > vec4f()));',
  // tfjs's approximation of erf (Abramowitz and Stegun 7.1.26). Below zero it uses erfc, where nothing cancels.
  gelu: `
    let u = abs(z) * ${Math.SQRT1_2};
    let t = 1 / (1 + ${ERF_P} * u);
    let e = exp(-u * u);
    let tail = 0.5 * (((((${ERF_A5} * t + (${ERF_A4})) * t + ${ERF_A3}) * t + (${ERF_A2})) * t + ${ERF_A1}) * t) * e;
    let phi = select(1 - tail, tail, z < vec4f());
    return Activated(z * phi, phi + z * e * ${1 / Math.sqrt(2 * Math.PI)});`,
  silu: `
    let s = 1 / (1 + exp(-clamp(z, vec4f(-${FAR}), vec4f(${FAR}))));
    return Activated(z * s, s * (1 + z * (1 - s)));`,
  softplus: `
    let e = exp(-abs(z));
    return Activated(max(z, vec4f()) + log(1 + e), select(1 / (1 + e), e / (1 + e), z < vec4f()));`,
}

/** Declares `activate`. */
export const activationCode = (name: ActivationName): string => `
struct Activated { value: vec4f, slope: vec4f }
fn activate(z: vec4f) -> Activated {${BODIES[name]}
}`
