'use strict';

/** What each layer may import, besides itself. Everything that is not listed is refused. */
const layers = {
  api: [],
  core: ['api'],
  plugins: ['core', 'api'],
  session: ['core', 'api'],
  store: ['core', 'api'],
  engine: ['session', 'store', 'core', 'api'],
  lab: ['core', 'api'],
  cli: ['engine', 'store', 'core', 'api'],
  extension: ['engine', 'store', 'core', 'api'],
  build: ['store', 'core', 'api'],
};

/** Layers of which a face may know the types alone. */
const typesOnly = { cli: ['session'], extension: ['session'] };

/** npm packages a layer may import; a layer that is not listed may take any that package.json names. */
const packages = {
  api: [],
  core: ['csv-parse', 'yaml', 'ajv', 'diff', 're2js'],
  plugins: [],
};

/** Parts of the faces from which src/build generates: the manifest and the guide of the command line. */
const selfDescriptions = [
  '^src/extension/manifest/',
  '^src/cli/(help|programPaths|commands/allCommands)[.]ts$',
];

const only = (names) => names.map((name) => `^src/${name}/`);

const layerRules = Object.entries(layers).flatMap(([layer, allowed]) => {
  const types = typesOnly[layer] ?? [];
  const describedByGenerators = layer === 'build' ? selfDescriptions : [];
  const rules = [
    {
      name: `${layer}-layer`,
      comment: `src/${layer} imports ${allowed.join(', ') || 'nothing'} (docs/architecture.md).`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: {
        path: '^(src|test)/',
        pathNot: [...only([layer, ...allowed, ...types]), ...describedByGenerators],
      },
    },
  ];
  if (types.length > 0) {
    rules.push({
      name: `${layer}-types-only`,
      comment: `src/${layer} may use the types of ${types.join(', ')}, not its code.`,
      severity: 'error',
      from: { path: `^src/${layer}/` },
      to: { path: only(types), dependencyTypesNot: ['type-only'] },
    });
  }
  return rules;
});

const packageRules = Object.entries(packages).map(([layer, allowed]) => ({
  name: `${layer}-packages`,
  comment: `src/${layer} takes no packages but ${allowed.join(', ') || 'none'}.`,
  severity: 'error',
  from: { path: `^src/${layer}/` },
  to: {
    path: 'node_modules/',
    ...(allowed.length === 0 ? {} : { pathNot: `node_modules/(${allowed.join('|')})/` }),
  },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    ...packageRules,
    {
      name: 'pure-without-node',
      comment: 'Files, sockets, processes and clocks reach the core through ports.',
      severity: 'error',
      from: { path: '^src/(api|core)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'vscode-in-extension-only',
      comment: 'src/extension is the only place that knows the editor.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/extension/' },
      to: { path: '^vscode$|node_modules/@types/vscode/' },
    },
    {
      name: 'ssh-in-session-and-lab-only',
      comment: 'Everyone else speaks to a transport or to a session.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(session|lab)/' },
      to: { path: 'node_modules/(@types/)?ssh2/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that run each other are one file, or lack a third. Types may refer to each other.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^vscode$' },
    },
    {
      name: 'declared-packages',
      comment: 'A package that is used stands in package.json.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: 'node_modules/@types/vscode/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // src/package.json says that the sources are ES modules; the dependencies stand in the one above.
    combinedDependencies: true,
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
