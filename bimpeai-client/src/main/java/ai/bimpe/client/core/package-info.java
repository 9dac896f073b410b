/**
 * What every resource has in common: pages, options and raw answers of calls, API key
 * providers, listeners, and the values that several resources share.
 */
@NullMarked
package ai.bimpe.client.core;

import org.jspecify.annotations.NullMarked;
