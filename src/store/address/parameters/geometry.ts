/** @file The directions of the geometry of the loss. */
import { GEOMETRY_BOUNDS, type GeometryForm, initialGeometry } from '../../geometry/geometry'
import type { AppState } from '../../types'
import { type AddressParameter, defineParameter, KEPT, type TextForm } from '../parameter'
import { oneOf, readNumberText } from '../texts'

const formParameter = <Name extends keyof GeometryForm>(
  name: Name,
  text: TextForm<GeometryForm[Name]>,
): AddressParameter =>
  defineParameter<GeometryForm[Name]>({
    key: `geometry.${name}`,
    history: KEPT,
    text,
    current: ({ geometry }) => geometry.form[name],
    usual: () => initialGeometry.form[name],
    withValue: (state: AppState, value) => ({
      ...state,
      geometry: { ...state.geometry, form: { ...state.geometry.form, [name]: value } },
    }),
  })

const wholeNumber = ({ min, max }: { readonly min: number; readonly max: number }): TextForm<number> => ({
  write: String,
  read(text) {
    const value = readNumberText(text)
    return value !== undefined && Number.isInteger(value) && value >= min && value <= max ? value : undefined
  },
})

export const geometryParameters: readonly AddressParameter[] = [
  formParameter('step', oneOf(['sign', 'gradient'])),
  formParameter('seed', wholeNumber(GEOMETRY_BOUNDS.seed)),
  formParameter('side', wholeNumber(GEOMETRY_BOUNDS.side)),
  formParameter('levels', oneOf(['own', 'shared'])),
]
