import { lambdasText, parseLambdas } from '../../store/fields/lambdaList'
import { TextField } from '../parts/fields/TextField'

interface LambdaListFieldProps {
  readonly lambdas: readonly number[]
  readonly onChange: (lambdas: readonly number[]) => void
}

/** A field for a list of lambdas. */
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
