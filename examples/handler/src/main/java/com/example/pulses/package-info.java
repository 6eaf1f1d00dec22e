/** Handles messages of protocol 0x2300. Private to the bundle. */
package com.example.pulses;
