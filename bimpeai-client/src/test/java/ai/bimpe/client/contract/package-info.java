@NullMarked
package ai.bimpe.client.contract;

import org.jspecify.annotations.NullMarked;
