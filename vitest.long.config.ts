/**
 * What takes too long for `npm test`: `*.long.ts`, on wasm in Node and on
 * webgpu in Chromium. STEPS, BATCH and MODEL say how much is measured, and of which model.
 */
import { defineConfig } from 'vitest/config'
import base from './vitest.config'

const INCLUDE = ['src/**/*.long.ts']
const HOUR = 3_600_000

declare module 'vitest' {
  export interface ProvidedContext {
    readonly steps: number
    readonly batchSize: number
    /** Of the zoo. */
    readonly model: string
  }
}

const { projects } = (base as { test: { projects: { test: { name: string } }[] } }).test
const computing = projects.filter(({ test }) => test.name !== 'unit')

export default defineConfig({
  test: {
    // Of a browser on a machine that does much else.
    browser: { connectTimeout: 600_000 },
    projects: computing.map((project) => ({
      ...project,
      test: { ...project.test, include: INCLUDE, testTimeout: 6 * HOUR },
    })) as never,
    provide: {
      steps: Number(process.env.STEPS ?? 10),
      batchSize: Number(process.env.BATCH ?? 16),
      model: process.env.MODEL ?? 'cifar10-resnet-gelu-natural',
    },
  },
})
