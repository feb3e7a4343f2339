/** Where personal data is defined and stored: fields of models, forms, serializers and records, columns of tables and frames. */
import {
  AnnAssign,
  Assign,
  Call,
  ClassDef,
  forEachNode,
  Kind,
  List,
  listItems,
  Name,
  Subscript,
  symbols,
} from '../../../python/index.ts';
import { type PersonalCategory, personalCategory } from './categories.ts';
import type { Node, PythonFile } from './python-file.ts';

export interface FieldDefinition {
  readonly node: Node;
  readonly category: PersonalCategory;
  /** `Customer.email`. */
  readonly field: string;
  readonly role: 'defined' | 'stored';
  /** `Django model Customer`. */
  readonly holder: string;
  /** Type or field class as written, last part: `CharField`, `String`. */
  readonly type: string;
}

interface Owner {
  readonly title: string;
  readonly role: 'defined' | 'stored';
}

/** By the last part of a base class or decorator. */
const owners: readonly (readonly [RegExp, Owner])[] = [
  [/^(?:ModelForm|Form|FlaskForm|BaseForm|UserCreationForm)$/, { title: 'form', role: 'defined' }],
  [/Serializer$|^(?:Schema|SQLAlchemySchema|SQLAlchemyAutoSchema)$/, { title: 'serializer', role: 'defined' }],
  [/^(?:models\.Model|AbstractUser|AbstractBaseUser|TimeStampedModel)$/, { title: 'Django model', role: 'stored' }],
  [
    /^(?:Base|DeclarativeBase|db\.Model|SQLModel|MappedAsDataclass|Document|EmbeddedDocument|orm\.Model|peewee\.Model)$/,
    { title: 'table', role: 'stored' },
  ],
  [/^(?:BaseModel|BaseSettings|pydantic\.BaseModel|Struct|msgspec\.Struct)$/, { title: 'data class', role: 'defined' }],
  [/^(?:TypedDict|NamedTuple)$/, { title: 'record', role: 'defined' }],
];
const storingFields = /^(?:\w*Field|Column|mapped_column|Mapped|ForeignKey)$/;

export function findFieldDefinitions(file: PythonFile, emit: (field: FieldDefinition) => void): void {
  const { words } = file;
  forEachNode(words, (node, kind) => {
    if (kind === Kind.ClassDef) ofClass(file, node, emit);
    else if (kind === Kind.Call) ofCall(file, node, emit);
    else if (kind === Kind.Assign) ofFrame(file, node, emit);
  });
}

function ofClass(file: PythonFile, node: Node, emit: (field: FieldDefinition) => void): void {
  const { words } = file;
  const bases = listItems(words, ClassDef.bases(words, node)).map((base) => file.dotted(base));
  const decorators = listItems(words, ClassDef.decoratorList(words, node)).map((one) =>
    file.dotted(one).replace(/\(\)$/, ''),
  );
  const name = symbols.name(ClassDef.name(words, node));
  let owner = ownerOf(bases, decorators);
  for (const statement of listItems(words, ClassDef.body(words, node))) {
    const kind = file.kind(statement);
    let target: Node | undefined;
    let type = '';
    if (kind === Kind.AnnAssign) {
      target = AnnAssign.target(words, statement);
      type = lastName(file, AnnAssign.annotation(words, statement));
      const value = AnnAssign.value(words, statement);
      if (value !== 0 && file.kind(value) === Kind.Call && storingFields.test(file.callee(value)))
        type = columnType(file, value);
    } else if (kind === Kind.Assign) {
      [target] = listItems(words, Assign.targets(words, statement));
      const value = Assign.value(words, statement);
      if (file.kind(value) !== Kind.Call) continue;
      const callee = file.callee(value);
      if (!storingFields.test(callee)) continue;
      type = columnType(file, value);
      // A class of columns or fields with a base of the project's own.
      owner ??= fieldOwner(file.dotted(Call.func(words, value)));
    }
    if (target === undefined || owner === undefined || file.kind(target) !== Kind.Name) continue;
    const field = symbols.name(Name.id(words, target));
    const category = personalCategory(field);
    // `email: bool` says something about the address, and holds none.
    if (category === undefined || /^(?:bool|Boolean|BooleanField|NullBooleanField|ForeignKey|ClassVar)$/.test(type))
      continue;
    emit({
      node: statement,
      category,
      field: `${name}.${field}`,
      role: owner.role,
      holder: `${owner.title} ${name}`,
      type,
    });
  }
}

function ownerOf(bases: readonly string[], decorators: readonly string[]): Owner | undefined {
  for (const base of bases)
    for (const [pattern, owner] of owners)
      if (pattern.test(base) || pattern.test(base.split('.').at(-1) ?? '')) return owner;
  return decorators.some((one) => /(?:^|\.)(?:dataclass|define|frozen|attrs|s|mutable)$/.test(one))
    ? { title: 'data class', role: 'defined' }
    : undefined;
}

function fieldOwner(callee: string): Owner | undefined {
  if (/^models\.\w*Field$/.test(callee)) return { title: 'Django model', role: 'stored' };
  if (/(?:^|\.)(?:Column|mapped_column)$/.test(callee)) return { title: 'table', role: 'stored' };
  if (/^forms\.\w*Field$/.test(callee)) return { title: 'form', role: 'defined' };
  return /^serializers\.\w*Field$/.test(callee) ? { title: 'serializer', role: 'defined' } : undefined;
}

/** `String` of `Column(String(80))` and `Column('email', String)`; `CharField` of `models.CharField()`. */
function columnType(file: PythonFile, call: Node): string {
  const callee = file.callee(call);
  if (callee !== 'Column' && callee !== 'mapped_column') return callee;
  for (const arg of file.args(call)) {
    const name = lastName(file, arg);
    if (name !== '' && name !== 'ForeignKey') return name;
  }
  return '';
}

function lastName(file: PythonFile, node: Node): string {
  const at = file.kind(node) === Kind.Subscript ? Subscript.slice(file.words, node) : node;
  return (
    file
      .dotted(at)
      .replace(/(?:\(\)|\[\])+$/, '')
      .split('.')
      .at(-1) ?? ''
  ).replace(/\(\)|\[\]/g, '');
}

/** `Table('users', meta, Column('email', String))`, `pd.DataFrame(…, columns=['email'])`. */
function ofCall(file: PythonFile, node: Node, emit: (field: FieldDefinition) => void): void {
  const callee = file.callee(node);
  if (callee === 'Column') {
    const field = file.string(file.args(node)[0] ?? 0);
    const category = field === undefined ? undefined : personalCategory(field);
    if (field !== undefined && category !== undefined && file.bindings.enclosingClass(node) === undefined)
      emit({ node, category, field, role: 'stored', holder: 'table', type: columnType(file, node) });
  } else if (callee === 'DataFrame') {
    const columns = file.keyword(node, 'columns');
    if (columns !== undefined && file.kind(columns) === Kind.List)
      for (const item of listItems(file.words, List.elts(file.words, columns))) frameColumn(file, item, item, emit);
  }
}

/** `df['email'] = …` */
function ofFrame(file: PythonFile, node: Node, emit: (field: FieldDefinition) => void): void {
  if (![...file.imports].some((name) => /^(?:pandas|polars|dask|pyspark)\b/.test(name))) return;
  for (const target of listItems(file.words, Assign.targets(file.words, node))) {
    if (
      file.kind(target) !== Kind.Subscript ||
      !/(?:^|_)(?:df|frame|data|table)\w*$/i.test(file.dotted(Subscript.value(file.words, target)))
    )
      continue;
    frameColumn(file, Subscript.slice(file.words, target), target, emit);
  }
}

function frameColumn(file: PythonFile, name: Node, node: Node, emit: (field: FieldDefinition) => void): void {
  const field = file.string(name);
  const category = field === undefined ? undefined : personalCategory(field);
  if (field !== undefined && category !== undefined)
    emit({ node, category, field: field.slice(0, 80), role: 'stored', holder: 'data frame', type: '' });
}
