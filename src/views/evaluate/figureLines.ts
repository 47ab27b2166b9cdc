import type { EvaluationRun } from '../../store/evaluation'
import { runFacts } from './runWords'

/** More than a line of an exported chart holds. */
const MAX_CHARACTERS = 128

/** What is written above an exported chart: the settings, in lines that have room, and where it is from. */
export function figureLines(run: EvaluationRun, names: ReadonlyMap<string, string>): string[] {
  const facts = runFacts(run, names).map(([name, value]) => `${name}: ${value}`)
  const unfinished = run.status === 'done' ? [] : [`unfinished: ${run.progress.done} of ${run.progress.total} jobs`]
  return [...facts, ...unfinished].flatMap((fact) => wrap(fact, MAX_CHARACTERS))
}

function wrap(text: string, characters: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > characters) {
      lines.push(line)
      line = `    ${word}`
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line]
}
