/** @file How long something computes, whatever else the machine does meanwhile. */

/** Seconds of the processor's time, of all threads of this process, that some work takes. In Node. */
export async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
