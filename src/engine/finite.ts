import type { Classifier } from './classifier'

/** No number on the page may come from arithmetic that broke down. */
export function finite(values: ArrayLike<number>, { manifest }: Classifier, what: string): Float32Array {
  const wrong = Array.prototype.find.call(values, (value: number) => !Number.isFinite(value)) as number | undefined
  if (wrong === undefined) return values as Float32Array
  throw new Error(
    `A value of the ${what} of "${manifest.name}" is ${wrong} on this image; check its weights, or try another backend.`,
  )
}
