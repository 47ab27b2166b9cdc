/** @file Compiled shaders per device. */
import type { Shader } from './shader'

const pipelines = new WeakMap<GPUDevice, Map<string, GPUComputePipeline>>()

function compiledFor(device: GPUDevice): Map<string, GPUComputePipeline> {
  const compiled = pipelines.get(device) ?? new Map<string, GPUComputePipeline>()
  pipelines.set(device, compiled)
  return compiled
}

const describe = (device: GPUDevice, { key, code }: Shader): GPUComputePipelineDescriptor => ({
  compute: { module: device.createShaderModule({ code: code(), label: key }), entryPoint: 'main' },
  label: key,
  layout: 'auto',
})

/** The shader's pipeline, compiled now if necessary: the next dispatch waits for it. */
export function pipelineOf(device: GPUDevice, shader: Shader): GPUComputePipeline {
  const compiled = compiledFor(device)
  const pipeline = compiled.get(shader.key) ?? device.createComputePipeline(describe(device, shader))
  compiled.set(shader.key, pipeline)
  return pipeline
}

/** Compiles several in parallel, asynchronously. Rejects if one does not compile. */
export async function compilePipelines(device: GPUDevice, shaders: readonly Shader[]): Promise<void> {
  const compiled = compiledFor(device)
  const missing = shaders.filter(({ key }) => !compiled.has(key))
  await Promise.all(
    missing.map(async (shader) => {
      const pipeline = await device.createComputePipelineAsync(describe(device, shader))
      compiled.set(shader.key, pipeline)
    }),
  )
}
