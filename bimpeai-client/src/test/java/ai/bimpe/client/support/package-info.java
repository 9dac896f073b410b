@NullMarked
package ai.bimpe.client.support;

import org.jspecify.annotations.NullMarked;
