/**
 * @file Runs a compute shader of our own on tfjs's WebGPU backend, among its own ones and in their order.
 *
 * tfjs's `runWebGPUProgram` gives a shader one output, and writes a buffer of uniforms for each dispatch; a fused
 * kernel has several outputs, and all but the number of images is written into its code.
 */
import * as tf from '../../tf'
import { pipelineOf } from './pipelines'
import type { Shader } from './shader'
import { workload } from './workload'

/** WebGPU's default limit on buffers per shader, which tfjs keeps. */
const MAX_BUFFERS = 8

/** Internals of tfjs's backend, as of 4.22. */
interface Internals {
  commandQueueOwnedIds: WeakSet<object>
  computePassEncoder: GPUComputePassEncoder | null
  commandEncoder: GPUCommandEncoder
  dispatchCountInPass: number
}

/** Shaders met in a dry run; null outside one. */
let collected: Map<string, Shader> | null = null

/**
 * What `run` would dispatch, each shader once. Nothing is dispatched meanwhile, and its tensors of webgpu hold nothing; `run`
 * uses no kernels but those of this folder.
 */
export function shadersOf(run: () => void): readonly Shader[] {
  const shaders = new Map<string, Shader>()
  collected = shaders
  try {
    run()
  } finally {
    collected = null
  }
  return [...shaders.values()]
}

export interface Output {
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'bool'
}

/** Dispatches the shader. Returns its outputs, as a kernel of tfjs does. */
export function runShader(
  backend: tf.WebGPUBackend,
  shader: Shader,
  inputs: readonly tf.TensorInfo[],
  outputs: readonly Output[],
): tf.TensorInfo[] {
  if (inputs.length + outputs.length > MAX_BUFFERS) {
    throw new Error(`The shader ${shader.key} has more than ${MAX_BUFFERS} buffers; split it.`)
  }
  const made = outputs.map(({ shape, dtype }) => backend.makeTensorInfo([...shape], dtype))
  if (collected !== null) {
    collected.set(shader.key, shader)
    return made
  }
  const all = [...inputs, ...made]
  // Before the pass begins: an upload ends it.
  for (const { dataId } of all) backend.uploadToGPU(dataId)
  const pipeline = pipelineOf(backend.device, shader)
  const bindGroup = backend.device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: all.map(({ dataId }, binding) => ({
      binding,
      resource: { buffer: backend.tensorMap.get(dataId).resource as GPUBuffer },
    })),
  })
  const internals = backend as unknown as Internals
  // Released buffers stay alive until the commands that use them are submitted.
  for (const { dataId } of all) internals.commandQueueOwnedIds.add(dataId)
  backend.ensureCommandEncoderReady()
  internals.computePassEncoder ??= internals.commandEncoder.beginComputePass()
  internals.computePassEncoder.setPipeline(pipeline)
  internals.computePassEncoder.setBindGroup(0, bindGroup)
  internals.computePassEncoder.dispatchWorkgroups(...shader.workgroups)
  internals.dispatchCountInPass++
  const isMuch = workload.add(shader.work ?? 0)
  if (isMuch || internals.dispatchCountInPass >= tf.env().getNumber('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE')) {
    backend.endComputePassEncoder()
    backend.submitQueue()
  }
  return made
}

/** What a kernel does when it is called. */
interface Dispatch {
  readonly code: () => string
  readonly workgroups: readonly [number, number, number]
  /** In the order of the shader's declarations; absent ones are left out. */
  readonly inputs: readonly string[]
  readonly outputs: readonly Output[]
  /** Products per value of the first output; by default a few. */
  readonly productsAValue?: number
}

const FEW_PRODUCTS = 4

/** A kernel with one shader, whose code depends only on the attributes. */
export const defineKernel = <Attributes extends object>(
  kernelName: string,
  dispatchOf: (inputs: Readonly<Record<string, tf.TensorInfo | undefined>>, attributes: Attributes) => Dispatch,
): tf.KernelConfig => ({
  kernelName,
  backendName: 'webgpu',
  kernelFunc({ inputs, attrs, backend }) {
    const {
      code,
      workgroups,
      inputs: names,
      outputs,
      productsAValue = FEW_PRODUCTS,
    } = dispatchOf(inputs, attrs as unknown as Attributes)
    const given = names.map((name) => inputs[name]).filter((input) => input !== undefined)
    const key = `${kernelName} ${JSON.stringify(attrs)}`
    const work = productsAValue * tf.util.sizeFromShape([...(outputs[0] as Output).shape])
    return runShader(backend as tf.WebGPUBackend, { key, code, workgroups, work }, given, outputs)
  },
})

/** WGSL's declarations of a shader's buffers, in the order in which `runShader` binds them. */
export function declareBuffers(
  inputs: readonly (readonly [name: string, elementType: string])[],
  outputs: readonly (readonly [name: string, elementType: string])[],
): string {
  const declare = (access: string, offset: number) =>
    (([name, type], i) => `@group(0) @binding(${i + offset}) var<storage, ${access}> ${name}: array<${type}>;`) as (
      buffer: readonly [string, string],
      i: number,
    ) => string
  return [...inputs.map(declare('read', 0)), ...outputs.map(declare('read_write', inputs.length))].join('\n')
}

/** The default size of a workgroup. */
export const THREADS = 64

/** The entry point of a shader with a thread an image: `image`, of as many as the output has values. */
export const eachImage = (output: string, body: string) => `
@compute @workgroup_size(${THREADS})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let image = i32(id.x);
  if (image >= i32(arrayLength(&${output}))) { return; }
  ${body}
}`

/** Whether the current backend has the kernel. Only webgpu has those of this folder, once installed. */
export const hasKernel = (name: string): boolean => tf.getKernel(name, tf.getBackend()) !== undefined

/** Runs a kernel of this folder and returns all outputs. They cannot be differentiated: on a tape they throw. */
export function runKernel(name: string, inputs: Record<string, tf.Tensor>, attributes: object = {}): tf.Tensor[] {
  const outputs = tf.engine().runKernel(name, inputs, attributes as tf.NamedAttrMap) as unknown
  return Array.isArray(outputs) ? outputs : [outputs as tf.Tensor]
}
