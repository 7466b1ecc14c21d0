// Reads one task response a line and writes it again.
package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		response, err := UnmarshalTaskResponse(in.Bytes())
		if err == nil {
			var text []byte
			text, err = response.Marshal()
			fmt.Println(string(text))
		}
		if err != nil {
			panic(err)
		}
	}
}
