import { posix } from "node:path";
import { isTest, type Rule } from "./repository.ts";

const linesMax = 300;

export const environmentIsReadOnce: Rule = ({ files }) =>
  files
    .filter(({ path, text }) => /\bprocess\.env\b/.test(text) && posix.basename(path) !== "env.ts")
    .map(
      ({ path }) => `${path} reads the environment: read and check it in the env.ts of its app, and pass the value in.`,
    );

const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
/** Next names routes by folder: (app), [id], [...nextauth]. */
const route = /^\(?\[?(?:\.\.\.)?[a-z0-9-]+\]?\)?$/;
/** Tools choose the names of migrations; a SQL object names its file. */
const isNamedByTools = /\/(migrations|db\/sql)\//;
const says = new Set(["util", "utils", "helper", "helpers", "common", "manager", "managers", "misc"]);

export const namesAreKebabCase: Rule = ({ files }) =>
  files.flatMap(({ path }) => {
    if (isNamedByTools.test(path)) return [];
    const folders = posix.dirname(path).split("/");
    const isRouted = path.startsWith("apps/console/src/app/");
    const [stem = "", ...endings] = posix.basename(path).split(".");
    const isNamed = [stem, ...endings].every((part) => kebab.test(part));
    const isPlaced = folders.every((folder) => kebab.test(folder) || (isRouted && route.test(folder)));
    return isNamed && isPlaced
      ? []
      : [`${path}: name files and folders in kebab-case, after the one thing that they hold.`];
  });

export const namesSayWhatIsInside: Rule = ({ files }) =>
  files.flatMap(({ path }) => {
    const word = path.split(/[/.-]/).find((part) => says.has(part));
    return word ? [`${path}: "${word}" says nothing. Name the file after what it does, one idea each.`] : [];
  });

export const filesAreShort: Rule = ({ files }) =>
  files
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split("\n").length }))
    .filter(({ path, lines }) => lines > linesMax && !isNamedByTools.test(path))
    .map(
      ({ path, lines }) =>
        `${path} has ${lines} lines, over ${linesMax}: it holds more than one idea. Give each its file.`,
    );

// Written so that it does not find itself.
const promise = /\b(?:TO{1}DO|FIX{1}ME)\b/;

export const nothingIsPutOff: Rule = ({ files }) =>
  files
    .filter(({ text }) => promise.test(text))
    .map(({ path }) => `${path} puts something off: do it, or write it where work is planned.`);

// As above.
const skipped = /\b(?:it|test|describe)\.(?:skip{1}|only{1}|todo{1})\b/;

export const testsRun: Rule = ({ files }) =>
  files
    .filter(({ path, text }) => isTest(path) && skipped.test(text))
    .map(({ path }) => `${path} skips or singles out a test: a test that does not run is none.`);
