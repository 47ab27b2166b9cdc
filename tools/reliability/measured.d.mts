/** By the names of figures. */
export type Measured = Readonly<
  Record<string, { readonly count: number; readonly sum: number; readonly greatest: number }>
>

export function measuredWith(measured: Measured, figures: Readonly<Record<string, number>>): Measured
export function meanOf(measured: Measured, name: string): number
export function sumOf(measured: Measured, name: string): number
export function greatestOf(measured: Measured, name: string): number
