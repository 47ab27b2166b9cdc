import { quoteName, seen } from '../../quote'
import { MAX_PROBLEMS } from './limits'
import type { Problem, ProblemReport } from './types'

/** Collects problems that do not stop the reading. */
export class Problems {
  private count = 0
  private readonly first: Problem[] = []

  /**
   * `reason` continues a sentence that begins with the file's quoted name, like a Refusal's message.
   *
   * @param files how many files or records it stands for
   */
  add(name: string, record: number | null, reason: string, files = 1): void {
    this.addSentence(name, record, `${quoteName(name)} ${reason}`, files)
  }

  /** `message` names the file itself. */
  addSentence(name: string, record: number | null, message: string, files = 1): void {
    this.count += files
    if (this.first.length < MAX_PROBLEMS)
      this.first.push({ name: seen(name), record, message, ...(files > 1 && { files }) })
  }

  report(): ProblemReport {
    return { count: this.count, first: [...this.first] }
  }
}
