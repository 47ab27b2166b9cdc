/** What was spent since: milliseconds of this process's processor time, whatever else runs, and megabytes at their most. */
export function measureSpending(): () => { readonly ms: number; readonly megabytes: number } {
  const [cpu, memory] = [process.cpuUsage(), process.resourceUsage().maxRSS]
  return () => {
    const { user, system } = process.cpuUsage(cpu)
    return { ms: (user + system) / 1000, megabytes: (process.resourceUsage().maxRSS - memory) / 1024 }
  }
}
