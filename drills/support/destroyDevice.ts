/** @file Destroys the GPU device that the page's engine computes on. */
import type { Page } from '@playwright/test'

/** Some time after the engine's newest worker computes on a device. */
export async function destroyDevice(page: Page, afterMs: number): Promise<'destroyed'> {
  for (;;) {
    const worker = page
      .workers()
      .filter((candidate) => candidate.url().includes('engine.worker'))
      .at(-1)
    // A worker that ends meanwhile answers nothing.
    const hasDevice = await worker
      ?.evaluate(() => {
        const { gradlens } = self as unknown as { gradlens?: { currentGpuDevice: () => GPUDevice | null } }
        return gradlens !== undefined && gradlens.currentGpuDevice() !== null
      })
      .catch(() => false)
    if (worker !== undefined && hasDevice === true) {
      await worker.evaluate((ms) => {
        const { gradlens } = self as unknown as { gradlens: { currentGpuDevice: () => GPUDevice } }
        setTimeout(() => gradlens.currentGpuDevice().destroy(), ms)
      }, afterMs)
      await page.waitForTimeout(afterMs)
      return 'destroyed'
    }
    await page.waitForTimeout(20)
  }
}
