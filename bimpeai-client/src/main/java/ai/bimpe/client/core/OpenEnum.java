package ai.bimpe.client.core;

/**
 * Value of a set that can grow: a value that this version of the client does not know is
 * kept as it came, and can be sent back. Compare with the constants of the class that
 * implements this, and be prepared for values that are none of them.
 *
 * @since 0.1.0
 */
public interface OpenEnum {

	/**
	 * Return the value on the wire.
	 * @return the value as it came or as it is sent
	 */
	String value();

	/**
	 * Return whether this version of the client knows the value.
	 * @return {@code true} for the constants of the class
	 */
	boolean isKnown();

}
