/**
 * @file From a network's forward pass to the phases of a training step, by the chain rule. With a layer z = W x + b,
 * a = f(z), gradients δ, and derivatives along a direction at the pixels with a dot:
 *
 *   forward    a = f(z), and f'(z)
 *   gradients  δz = f'(z) δa, δx = Wᵀ δz; at W: x ⊗ δz, at b: δz
 *   tangent    ż = W ẋ, ȧ = f'(z) ż
 *   bent       γz = f'(z) γa + f''(z) ż δa, γx = Wᵀ γz; at W: x ⊗ γz + ẋ ⊗ δz, at b: γz
 *
 * The last line is the gradient of a sum: of what γ is at the logits, times these, and of what δ is there, times their
 * derivative. A network's input gradient g along a direction v, v · g, is that derivative, so that its gradient at the
 * parameters takes one pass forward and one back more than g itself (Pearlmutter 1994).
 */
import type { Tensor } from '../../tf'
import type { BackInstruction, Buffer, Finish, ForwardInstruction, Instruction } from '../instructions'
import { type GradientAt, planBackward } from '../plan/backward'
import type { ForwardPlan } from '../plan/forward'
import { readsOf, writesOf } from './liveness'
import type { GradientInstruction, Phase, TrainingInstruction, TrainingProgram } from './program'

/** Null where a layer has no gradients here. */
export function planTraining(plan: ForwardPlan, derivatives: 'first' | 'second'): TrainingProgram | null {
  if (!plan.instructions.every(hasGradients) || sharesShifts(plan)) return null
  const buffers = [...plan.buffers]
  const { backward, atLogits, atPixels, gradients } = planBackward({ ...plan, buffers })
  const forward = { name: 'forward', after: null, given: plan.pixels, result: plan.logits } as const
  const isNeeded = neededFor(backward, gradients)
  const values = (buffer: Buffer) => buffer
  const first: Phase[] = [
    { name: 'pixels', after: 'forward', given: atLogits, result: atPixels, instructions: backward },
    {
      ...{ name: 'gradients', after: 'forward', given: atLogits, result: null },
      instructions: withGradients(backward, isNeeded, gradients, ({ of, dy }, added) => [
        ...parameterGradients(of, values, dy, added),
      ]),
    },
    {
      ...{ name: 'pixelsToo', after: 'gradients', given: null, result: atPixels },
      instructions: backward.filter((one) => !isNeeded.has(one)),
    },
  ]
  const parameters = parametersOf(plan)
  if (derivatives === 'first') {
    return { buffers, parameters, phases: [{ ...forward, instructions: plan.instructions }, ...first] }
  }
  /** A second buffer of the same size for each that is asked for. */
  const twins = () => {
    const made = new Map<Buffer, Buffer>()
    return (buffer: Buffer): Buffer => {
      const known = made.get(buffer) ?? buffers.push(buffers[buffer] as (typeof buffers)[number]) - 1
      made.set(buffer, known)
      return known
    }
  }
  const [curvatureOf, tangentOf, bentOf] = [twins(), twins(), twins()]
  const bent = backward.map((one): BackInstruction => bend(one, bentOf, curvatureOf))
  const bentNeeded = new Set(bent.filter((_, i) => isNeeded.has(backward[i] as BackInstruction)))
  return {
    buffers,
    parameters,
    phases: [
      { ...forward, instructions: plan.instructions.map((one) => withCurvature(one, curvatureOf)) },
      ...first,
      {
        ...{ name: 'backward', after: 'forward', given: atLogits, result: atPixels },
        instructions: backward.map((one) => multiplying(one, curvatureOf)),
      },
      {
        ...{ name: 'tangent', after: 'backward', given: tangentOf(plan.pixels), result: tangentOf(plan.logits) },
        instructions: plan.instructions.map((one) => tangent(one, tangentOf, curvatureOf)),
      },
      {
        ...{ name: 'bentGradients', after: 'tangent', given: bentOf(atLogits), result: null },
        instructions: withGradients(bent, bentNeeded, gradients, ({ of, dy }, added) => [
          ...parameterGradients(of, values, bentOf(dy), added),
          ...[...parameterGradients(of, tangentOf, dy, added)].filter(({ kind }) => kind !== 'shiftGradient'),
        ]),
      },
      {
        ...{ name: 'bentPixels', after: 'tangent', given: bentOf(atLogits), result: bentOf(atPixels) },
        instructions: bent,
      },
    ],
  }
}

/** Attention, norms and the place of a maximum depend on what they are given, and groups have no kernel. */
function hasGradients(instruction: ForwardInstruction): boolean {
  switch (instruction.kind) {
    case 'convolution':
      return instruction.sources.every(({ groups, dilation }) => groups === 1 && dilation === 1)
    case 'pointwise':
      return instruction.scale === null && instruction.shift === null
    case 'gather':
      return instruction.fill === null
    default:
      return instruction.kind === 'head' || instruction.kind === 'averagePool'
  }
}

/** Whether two layers have one shift, whose gradients would have to be added. */
function sharesShifts({ instructions }: ForwardPlan): boolean {
  const shifts = instructions.flatMap((one) =>
    one.kind === 'convolution' ? [one.shift] : one.kind === 'head' ? [one.bias] : [],
  )
  const present = shifts.filter((shift) => shift !== null)
  return new Set(present).size < present.length
}

/** Filters, shifts and weights, in the order of the forward pass, each once. */
export function parametersOf({ instructions }: Pick<ForwardPlan, 'instructions'>): readonly Tensor[] {
  const all = instructions.flatMap((one): (Tensor | null)[] => {
    if (one.kind === 'convolution') return [...one.sources.map(({ filter }) => filter), one.shift]
    return one.kind === 'head' ? [one.weight, one.bias] : []
  })
  return [...new Set(all.filter((tensor) => tensor !== null))]
}

/** The instructions without which a gradient at a parameter would be missing. */
function neededFor(backward: readonly BackInstruction[], gradients: readonly GradientAt[]): Set<BackInstruction> {
  const wanted = new Set(gradients.map(({ dy }) => dy))
  const needed = new Set<BackInstruction>()
  for (const one of backward.toReversed()) {
    if (!writesOf(one).some((buffer) => wanted.has(buffer))) continue
    needed.add(one)
    for (const buffer of readsOf(one)) wanted.add(buffer)
  }
  return needed
}

/** Each gradient as soon as it can be computed, while what it reads is in the cache. */
function withGradients(
  backward: readonly BackInstruction[],
  needed: ReadonlySet<BackInstruction>,
  gradients: readonly GradientAt[],
  write: (at: GradientAt, added: Set<Tensor>) => GradientInstruction[],
): TrainingInstruction[] {
  const added = new Set<Tensor>()
  const due = (count: number) => gradients.filter(({ after }) => after === count).flatMap((one) => write(one, added))
  const instructions: TrainingInstruction[] = due(0)
  for (const [i, one] of backward.entries()) {
    if (needed.has(one)) instructions.push(one)
    for (const instruction of due(i + 1)) instructions.push(instruction)
  }
  return instructions
}

/** @param added the parameters whose gradients were begun */
function* parameterGradients(
  of: ForwardInstruction,
  inputOf: (buffer: Buffer) => Buffer,
  dy: Buffer,
  added: Set<Tensor>,
): Generator<GradientInstruction> {
  const isAdded = (tensor: Tensor) => added.has(tensor) || !added.add(tensor)
  if (of.kind === 'convolution') {
    for (const source of of.sources) {
      const x = inputOf(source.x)
      const own = x === source.x ? source : { ...source, mean: null }
      yield { kind: 'filterGradient', source: own, x, dy, isAdded: isAdded(source.filter) }
    }
    if (of.shift !== null) yield { kind: 'shiftGradient', shift: of.shift, dy }
  } else if (of.kind === 'head') {
    yield { kind: 'headGradient', weight: of.weight, x: inputOf(of.x), dy, isAdded: isAdded(of.weight) }
    if (of.bias !== null) yield { kind: 'shiftGradient', shift: of.bias, dy }
  }
}

const withCurvature = (one: ForwardInstruction, curvatureOf: (buffer: Buffer) => Buffer): ForwardInstruction =>
  'derivative' in one && one.derivative !== null ? { ...one, second: { curvature: curvatureOf(one.derivative) } } : one

const multiplying = (one: BackInstruction, curvatureOf: (slope: Buffer) => Buffer): BackInstruction =>
  one.slope === null ? one : { ...one, second: { product: curvatureOf(one.slope) } }

/** The same on other buffers; what the forward pass wrote, such as slopes, stays. */
function moved<I extends Instruction>(one: I, to: (buffer: Buffer) => Buffer): I {
  const addend = 'addend' in one && one.addend !== null ? to(one.addend) : null
  return {
    ...one,
    out: to(one.out),
    ...('addend' in one ? { addend } : {}),
    ...('dy' in one ? { dy: to(one.dy) } : {}),
    ...('x' in one ? { x: to(one.x) } : {}),
    ...('sources' in one ? { sources: one.sources.map((source) => ({ ...source, x: to(source.x) })) } : {}),
  }
}

/** What `backward` and `tangent` made of the second derivative, f''(z) δa ż, is added. */
function bend(
  one: BackInstruction,
  bentOf: (buffer: Buffer) => Buffer,
  curvatureOf: (slope: Buffer) => Buffer,
): BackInstruction {
  const there = moved(one, bentOf)
  return one.slope === null ? there : { ...there, second: { after: curvatureOf(one.slope) } }
}

/** The linear map that the instruction is near what it was given. */
function tangent(
  one: ForwardInstruction,
  tangentOf: (buffer: Buffer) => Buffer,
  curvatureOf: (derivative: Buffer) => Buffer,
): ForwardInstruction {
  const there = moved(one, tangentOf)
  if (there.kind === 'head') return { ...there, bias: null }
  if (!('derivative' in there)) return there
  const { derivative } = there
  const second = derivative && { product: curvatureOf(derivative) }
  const finish: Finish = { ...there, slope: derivative, activation: null, derivative: null, ...(second && { second }) }
  if (there.kind !== 'convolution') return { ...there, ...finish } as ForwardInstruction
  const sources = there.sources.map((source) => ({ ...source, mean: null }))
  return { ...there, ...finish, sources, shift: null }
}
