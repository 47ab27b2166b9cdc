import { lambdasText, parseLambdas } from '../../store/fields/lambdaList'
import { TextField } from '../parts/fields/TextField'

interface LambdaListFieldProps {
  readonly lambdas: readonly number[]
  readonly onChange: (lambdas: readonly number[]) => void
}

/** Lambdas, typed as a list. */
export function LambdaListField({ lambdas, onChange }: LambdaListFieldProps) {
  return (
    <TextField
      name="lambdas"
      className="is-list"
      label="λ"
      text={lambdasText(lambdas)}
      parse={parseLambdas}
      write={lambdasText}
      onChange={onChange}
      input={{ 'data-testid': 'lambdas' }}
    />
  )
}
