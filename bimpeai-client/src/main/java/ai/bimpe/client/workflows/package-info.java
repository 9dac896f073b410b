/**
 * Workflows: the prompts, rules and flows that agents run.
 */
@NullMarked
package ai.bimpe.client.workflows;

import org.jspecify.annotations.NullMarked;
