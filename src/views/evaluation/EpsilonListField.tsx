import type { NormId } from '../../engine/attacks/norms/types'
import { NORMS } from '../../store/attacks/normUnits'
import { epsilonsText, parseEpsilons } from '../../store/fields/epsilonList'
import type { Eps01 } from '../../units'
import { TextField } from '../parts/fields/TextField'

interface EpsilonListFieldProps {
  readonly norm: NormId
  readonly epsilons: readonly Eps01[]
  readonly onChange: (epsilons: readonly Eps01[]) => void
}

/** A field for a list of epsilons. */
export function EpsilonListField({ norm, epsilons, onChange }: EpsilonListFieldProps) {
  const { suffix } = NORMS[norm]
  return (
    <TextField
      name={`epsilons ${norm}`}
      className="is-wide"
      label={<>Sizes ε{suffix && <span className="muted">, {suffix}</span>}</>}
      text={epsilonsText(epsilons, norm)}
      parse={(typed) => parseEpsilons(typed, norm)}
      write={(read) => epsilonsText(read, norm)}
      onChange={onChange}
      input={{ 'data-testid': 'epsilons' }}
    />
  )
}
