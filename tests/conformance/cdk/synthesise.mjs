// Synthesises the CDK stack that Keywright writes for a model, and compares it with the CloudFormation template that it
// writes for the same model.
//
// Usage: node synthesise.mjs KEYWRIGHT_CLI MODEL EXTRAS

import { execFileSync } from "node:child_process";
import { App } from "aws-cdk-lib";

const [cli, model, extras] = process.argv.slice(2);
const output = (...words) => execFileSync(cli, words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const more = extras === "none" ? [] : ["--with", extras];

output("export", "cdk", model, "-o", "tables-stack.ts", "--force", ...more);
execFileSync("node_modules/.bin/tsc", ["--strict", "--target", "es2022", "--module", "nodenext", "--skipLibCheck", "--types", "node",
  "tables-stack.ts"], { stdio: ["ignore", "inherit", "inherit"] });
const { TablesStack } = await import("./tables-stack.js");

const parameters = { NamePrefix: "test-", AlarmTopicArn: "arn:topic", BackupRoleArn: "arn:role" };
const app = new App();
new TablesStack(app, "Tables", { namePrefix: parameters.NamePrefix, alarmTopicArn: parameters.AlarmTopicArn,
  backupRoleArn: parameters.BackupRoleArn });
const synthesised = app.synth().getStackByName("Tables").template;
const written = JSON.parse(output("export", "cloudformation", model, "--format", "json", ...more));

/** A text with references in it, whether it is joined or substituted, and parameters by their values. */
function plain(node) {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== "object") return node;
  const named = (name) => parameters[name] ?? `<${name}>`;
  if (typeof node.Ref === "string") return named(node.Ref);
  if (node["Fn::GetAtt"]) return `<${node["Fn::GetAtt"].join(".")}>`;
  if (node["Fn::Join"]) return node["Fn::Join"][1].map(plain).join(node["Fn::Join"][0]);
  if (typeof node["Fn::Sub"] === "string") {
    return node["Fn::Sub"].replace(/\$\{(!?)([^}]*)\}/g, (_, literal, name) => (literal ? `\${${name}}` : named(name)));
  }
  return Object.fromEntries(Object.entries(node).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, plain(value)]));
}

for (const part of ["Resources", "Outputs"]) {
  for (const name of new Set([...Object.keys(written[part]), ...Object.keys(synthesised[part])])) {
    const ours = JSON.stringify(plain(written[part][name] ?? null));
    const theirs = JSON.stringify(plain(synthesised[part][name] ?? null));
    console.log(ours === theirs ? `ok ${name}` : `not ok ${name}: ${ours} is synthesised as ${theirs}`);
  }
}
