import { Refusal } from '../refusal'

/** What the opening of one data set may unpack, given at its door, and taken from before anything is allocated. */
export class UnpackBudget {
  private left: number

  constructor(private readonly bytes: number) {
    this.left = bytes
  }

  /** Throws Refusal where no more is left. */
  take(bytes: number): void {
    this.left -= bytes
    if (this.left >= 0) return
    throw new Refusal(
      `unpacks to more than the ${Math.floor(this.bytes / 1024 / 1024).toLocaleString('en')} MB that are taken of a file of its size; choose another, or fewer images`,
    )
  }
}
