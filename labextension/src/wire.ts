// The wire's types, made from report.py and live.py by `make generated`.

export type Stage = 'explore' | 'candidate' | 'handoff';

export type Severity = 'off' | 'info' | 'warning' | 'error';

export type Owner = 'data-science' | 'mlops' | 'both';

export type Artifact = 'code' | 'notebook' | 'data' | 'model' | 'environment' | 'security' | 'understanding';

export type Applicability = 'safe' | 'unsafe' | 'suggestion';

export const STAGES: readonly Stage[] = ['explore', 'candidate', 'handoff'];

export const SEVERITIES: readonly Severity[] = ['off', 'info', 'warning', 'error'];

export const ARTIFACTS: readonly Artifact[] = ['code', 'notebook', 'data', 'model', 'environment', 'security', 'understanding'];

export type Edit = SourceEdit | CellEdit | OutputEdit | FileEdit;

export interface Severities {
  explore: Severity;
  candidate: Severity;
  handoff: Severity;
}

export interface Span {
  cell_id: string;
  cell: number;
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
}

export interface Related {
  cell_id: string;
  cell: number;
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
  message: string;
}

export interface SourceEdit {
  kind: 'source';
  cell_id: string;
  cell: number;
  line: number;
  column: number;
  end_line: number;
  end_column: number;
  old: string | null;
  new: string;
}

export interface CellEdit {
  kind: 'cell';
  action: 'move' | 'remove';
  cell_id: string;
  cell: number;
  old: string | null;
  before_id: string | null;
}

export interface OutputEdit {
  kind: 'output';
  cell_id: string;
  cell: number;
  output: number;
}

export interface FileEdit {
  kind: 'file';
  path: string;
  append: string;
}

export interface Fix {
  title: string;
  applicability: Applicability;
  edits: readonly Edit[];
}

export interface Source {
  tool: string;
  code: string;
}

export interface Finding {
  code: string;
  name: string;
  artifact: Artifact;
  owner: Owner;
  severity: Severity;
  message: string;
  cell_id: string | null;
  cell: number | null;
  line: number | null;
  column: number | null;
  end_line: number | null;
  end_column: number | null;
  severities: Severities;
  related: readonly Related[];
  fixes: readonly Fix[];
  source: Source | null;
  reason: string;
  locked: string;
  key: string;
}

export interface NotChecked {
  what: string;
  why: string;
  cell_id: string | null;
}

export interface Coverage {
  checked: readonly string[];
  not_checked: readonly NotChecked[];
}

export interface Readiness {
  errors: number;
  warnings: number;
  infos: number;
  checked: boolean;
}

export interface ContractCard {
  title: string;
  version: string;
  path: string | null;
  hash: string;
  docs: string;
  opens: string | null;
}

export interface Provenance {
  engine: string;
  python: string;
  ruff: string | null;
  plugins: readonly string[];
  contract: ContractCard;
}

export interface Report {
  path: string | null;
  stage: Stage;
  stage_from: 'asked' | 'contract' | 'default' | 'notebook';
  fails: boolean;
  lowest: Stage;
  findings: readonly Finding[];
  coverage: Coverage;
  readiness: Readonly<Record<Artifact, Readiness>>;
  made_by: Provenance;
  known: number;
}

export interface RuleExample {
  bad: string;
  good: string;
}

export interface RuleOption {
  name: string;
  default: string;
  description: string;
  order: string;
}

export interface RuleCard {
  code: string;
  name: string;
  artifact: Artifact;
  owner: Owner;
  severities: Severities;
  summary: string;
  why: string;
  fix: string;
  examples: readonly RuleExample[];
  sources: readonly Source[];
  options: readonly RuleOption[];
}

export interface LiveOutput {
  sizes: Readonly<Record<string, number>>;
  text: Readonly<Record<string, string>>;
  error: string | null;
}

export interface LiveCell {
  id: string;
  kind: 'code' | 'markdown' | 'raw';
  source: string;
  metadata: Readonly<Record<string, unknown>>;
  execution_count: number | null;
  outputs: readonly LiveOutput[];
}

export interface LintRequest {
  client: string;
  sequence: number;
  path: string;
  cells: readonly LiveCell[];
  metadata: Readonly<Record<string, unknown>>;
}

export interface LintResponse {
  sequence: number;
  report: Report | null;
}

export interface Problem {
  message: string;
}
