/** @file What all processes of a browser take, as Linux tells it. */
import { readFileSync } from 'node:fs'
import type { Browser } from '@playwright/test'

const SAMPLE_MS = 100

const read = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

/** Memory that is the process's own, in megabytes: what it shares with others is counted once, for none. */
function privateMegabytes(pid: number): number {
  const [anonymous, shared] = ['RssAnon', 'RssShmem'].map((field) =>
    Number(new RegExp(`${field}:\\s+(\\d+) kB`).exec(read(pid, 'status'))?.[1] ?? 0),
  ) as [number, number]
  return (anonymous + shared) / 1024
}

export class ProcessMemory {
  private readonly timer: NodeJS.Timeout
  private most = 0

  private constructor(private readonly pids: readonly number[]) {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS)
  }

  static async of(browser: Browser): Promise<ProcessMemory> {
    const session = await browser.newBrowserCDPSession()
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    await session.detach()
    return new ProcessMemory(processInfo.map(({ id }) => id))
  }

  sample(): number {
    const now = this.pids.reduce((sum, pid) => sum + privateMegabytes(pid), 0)
    this.most = Math.max(this.most, now)
    return now
  }

  /** The most since it was last asked for. */
  peak(): number {
    const peak = Math.max(this.most, this.sample())
    this.most = 0
    return peak
  }

  stop(): void {
    clearInterval(this.timer)
  }
}
