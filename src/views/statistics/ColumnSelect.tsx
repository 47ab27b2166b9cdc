import type { StatisticsColumn } from '../../store/statistics/statisticsColumns'

interface ColumnSelectProps {
  readonly label: string
  readonly columns: readonly StatisticsColumn[]
  readonly value: string
  readonly onChange: (id: string) => void
}

export function ColumnSelect({ label, columns, value, onChange }: ColumnSelectProps) {
  const about = columns.find(({ id }) => id === value)?.about
  return (
    <label className="field" title={about}>
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        {columns.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
    </label>
  )
}
