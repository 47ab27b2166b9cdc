/**
 * @file What all operations have in common: the words that the folder above writes at their beginning, and what is
 * done with a value that was computed before it is written.
 */
import { activate, curvature, flush, NONE, slope } from './functions'

/** Operations are words of 32 bits, in the order of these fields and of those of the class that extends this one. */
export class Operation {
  kind: i32
  /** Parts that may be computed in any order and in parallel. */
  units: i32
  result: usize
  /** In the result's layout; 0 if absent. First the addend, then the factor. */
  addend: usize
  factor: usize
  /** Applied last. Its derivative is written to `slopes` unless that is 0. */
  activation: i32
  slopes: usize
  /**
   * For second derivatives, 0 where there are none. An activation's second derivative is written to `curvatures`; what is
   * at `product` is multiplied by the value before the factor; `after` is added last.
   */
  curvatures: usize
  product: usize
  after: usize
}

/** The first `lanes` of four values, and zeros. */
export function loadPart(from: usize, lanes: i32): v128 {
  if (lanes >= 4) return v128.load(from)
  let part = f32x4.replace_lane(f32x4.splat(0), 0, load<f32>(from))
  if (lanes > 1) part = f32x4.replace_lane(part, 1, load<f32>(from, 4))
  if (lanes > 2) part = f32x4.replace_lane(part, 2, load<f32>(from, 8))
  return part
}

export function storePart(to: usize, values: v128, lanes: i32): void {
  if (lanes >= 4) {
    v128.store(to, values)
    return
  }
  store<f32>(to, f32x4.extract_lane(values, 0))
  if (lanes > 1) store<f32>(to, f32x4.extract_lane(values, 1), 4)
  if (lanes > 2) store<f32>(to, f32x4.extract_lane(values, 2), 8)
}

/** Finishes four values, of which `lanes` count, and writes them at `offset` from where the result begins, in bytes. */
export function finish(op: Operation, values: v128, offset: usize, lanes: i32): void {
  if (lanes < 4) {
    finishPart(op, values, offset, lanes)
    return
  }
  if (op.addend !== 0) values = f32x4.add(values, v128.load(op.addend + offset))
  if (op.product !== 0) v128.store(op.product + offset, f32x4.mul(v128.load(op.product + offset), values))
  if (op.factor !== 0) values = flush(f32x4.mul(values, v128.load(op.factor + offset)))
  if (op.after !== 0) values = f32x4.add(values, v128.load(op.after + offset))
  if (op.activation !== NONE) {
    values = activate(op.activation, values)
    if (op.slopes !== 0) v128.store(op.slopes + offset, slope)
    if (op.curvatures !== 0) v128.store(op.curvatures + offset, curvature)
  }
  v128.store(op.result + offset, values)
}

function finishPart(op: Operation, values: v128, offset: usize, lanes: i32): void {
  if (op.addend !== 0) values = f32x4.add(values, loadPart(op.addend + offset, lanes))
  if (op.product !== 0) {
    storePart(op.product + offset, f32x4.mul(loadPart(op.product + offset, lanes), values), lanes)
  }
  if (op.factor !== 0) values = flush(f32x4.mul(values, loadPart(op.factor + offset, lanes)))
  if (op.after !== 0) values = f32x4.add(values, loadPart(op.after + offset, lanes))
  if (op.activation !== NONE) {
    values = activate(op.activation, values)
    if (op.slopes !== 0) storePart(op.slopes + offset, slope, lanes)
    if (op.curvatures !== 0) storePart(op.curvatures + offset, curvature, lanes)
  }
  storePart(op.result + offset, values, lanes)
}
