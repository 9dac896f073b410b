@NullMarked
package ai.bimpe.spring.boot.test;

import org.jspecify.annotations.NullMarked;
